#include "platform/system.h"

#include "platform/kernel.h"

#include <errno.h>
#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

uint64_t clock_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t clock_milliseconds(void)
{
    return clock_nanoseconds() / 1000000u;
}

void wall_clock_text(Text *out)
{
    time_t now = time(NULL);
    struct tm parts;
    char text[32];
    gmtime_r(&now, &parts);
    if (strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts))
        text_append(out, text);
}

void sleep_milliseconds(unsigned milliseconds)
{
    struct timespec left = {.tv_sec = milliseconds / 1000, .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        continue;
}

void let_gather(void)
{
    sleep_milliseconds(3);
}

void keep_freed_memory(void)
{
#ifdef __GLIBC__
    enum { LARGEST_OF_THE_HEAP = 8 << 20, MOST_KEPT = 8 << 20 }; /* less than what stress/soak.c takes for growth */
    mallopt(M_MMAP_THRESHOLD, LARGEST_OF_THE_HEAP);
    mallopt(M_TRIM_THRESHOLD, MOST_KEPT);
#endif
}

bool random_bytes(void *bytes, size_t count)
{
    int descriptor = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    size_t done = 0;
    while (descriptor >= 0 && done < count) {
        ssize_t more = read(descriptor, (char *)bytes + done, count - done);
        if (more > 0)
            done += (size_t)more;
        else if (more == 0 || errno != EINTR)
            break;
    }
    if (descriptor >= 0)
        close(descriptor);
    /* A system without /dev, or no descriptor left: the same generator by its call, at most 256 bytes at a time. */
    while (done < count) {
        size_t piece = count - done < 256 ? count - done : 256;
        if (getentropy((char *)bytes + done, piece) != 0)
            return false;
        done += piece;
    }
    return true;
}

int processor_count(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (int)count : 1;
}

uint64_t own_process_identifier(void)
{
    return (uint64_t)getpid();
}

void own_program_path(Text *out)
{
    append_program_path(out);
}

bool is_terminal(int descriptor)
{
    return isatty(descriptor) == 1;
}

int terminal_width(void)
{
    struct winsize size;
    for (int descriptor = 1; descriptor <= 2; descriptor++) {
        if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
            return size.ws_col;
    }
    return 80;
}
