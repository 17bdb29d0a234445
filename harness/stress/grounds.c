#include "stress/grounds.h"

#include "platform/sweep.h"
#include "platform/system.h"
#include "run/session.h"

#include <stdio.h>
#include <string.h>

static const char *program_of(const char *word)
{
    const char *program = word;
    for (const char *at = word; *at; at++) {
        if (*at == '/' || *at == '\\')
            program = at + 1;
    }
    return program;
}

static bool make_folders(Grounds *grounds, const char *scratch, Text *problem)
{
    Text object = {0};
    text_printf(&grounds->folder, "%s/stress", grounds->run_folder.bytes);
    if (scratch)
        text_printf(&grounds->files, "%s/mapcheck-%s-stress", scratch, grounds->id.bytes);
    else
        text_printf(&grounds->files, "%s/files", grounds->folder.bytes);
    text_printf(&object, "tree %s", grounds->files.bytes);
    bool made = make_directories(grounds->folder.bytes, problem) &&
                record_object(grounds->folder.bytes, object.bytes, problem) &&
                make_private_directory(grounds->files.bytes, problem);
    text_free(&object);
    return made;
}

bool grounds_open(Grounds *grounds, const RunOptions *options, unsigned ahead, Text *problem)
{
    *grounds = (Grounds){0};
    Text swept = {0};
    if (sweep_dead_runs(NULL, &swept) && swept.length)
        fprintf(stderr, "mapcheck: swept what an earlier run had left:\n%s", swept.bytes);
    text_free(&swept);
    bool fine = run_folder_open(NULL, &grounds->id, &grounds->run_folder, problem) &&
                watcher_start(grounds->run_folder.bytes, grounds->id.bytes, problem) &&
                make_folders(grounds, options->scratch, problem);
    if (!fine) {
        Text left = {0};
        grounds_close(grounds, &left);
        text_free(&left);
        return false;
    }
    actor_command(options, &grounds->command);
    become_reaper(program_of(grounds->command.list[grounds->command.count - 1]));
    words_add_all(&grounds->command, &options->actor_arguments);
    grounds->pool = (Pool){.command = words_argv(&grounds->command),
                           .directory = grounds->files.bytes,
                           .run_mark = grounds->id.bytes,
                           .ahead = ahead};
    grounds->stage = (StageOptions){.pool = &grounds->pool,
                                    .folder = grounds->folder.bytes,
                                    .files = grounds->files.bytes,
                                    .run = grounds->id.bytes,
                                    .deadline = (uint64_t)(options->deadline * options->scale)};
    return true;
}

void grounds_close(Grounds *grounds, Text *left)
{
    Text ignored = {0};
    pool_close(&grounds->pool);
    if (grounds->files.length)
        remove_tree(grounds->files.bytes, &ignored); /* what cannot be removed, the sweep names */
    text_free(&ignored);
    if (grounds->run_folder.length)
        run_folder_close(grounds->run_folder.bytes, grounds->id.bytes, left);
    words_free(&grounds->command);
    text_free(&grounds->id);
    text_free(&grounds->run_folder);
    text_free(&grounds->folder);
    text_free(&grounds->files);
    *grounds = (Grounds){0};
}
