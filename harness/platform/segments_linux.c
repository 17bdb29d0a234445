#include "platform/segments.h"

#include "platform/system.h"

#include <stdio.h>
#include <string.h>
#include <sys/shm.h>

static bool remove_if_ours(const char *line, IsOurs *is_ours, const void *context, time_t since)
{
    int key, id;
    unsigned long long maker, attached;
    long long changed;
    return sscanf(line, "%d %d %*o %*u %llu %*u %llu %*u %*u %*u %*u %*u %*u %lld", &key, &id, &maker, &attached,
                  &changed) == 5 &&
           key == IPC_PRIVATE && attached == 0 && changed >= since && is_ours(maker, context) &&
           shmctl(id, IPC_RMID, NULL) == 0;
}

unsigned remove_private_segments(IsOurs *is_ours, const void *context, time_t since)
{
    Text list = {0}, problem = {0};
    unsigned removed = 0;
    if (read_file("/proc/sysvipc/shm", &list, &problem)) {
        for (const char *end = strchr(list.bytes, '\n'); end; end = strchr(end + 1, '\n'))
            removed += remove_if_ours(end + 1, is_ours, context, since);
    }
    text_free(&list);
    text_free(&problem);
    return removed;
}
