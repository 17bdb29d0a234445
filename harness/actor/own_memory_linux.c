#include "actor/own_memory_posix.h"

#include "actor/calls_posix.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_process_madvise
#define SYS_process_madvise 440
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#endif

int lock_memory(void *addr, size_t length, int flags)
{
    return (int)syscall(SYS_mlock2, addr, length, (long)flags);
}

int process_descriptor(int pid)
{
    return (int)syscall(SYS_pidfd_open, (long)pid, 0L);
}

ssize_t advise_process(int process, const Ranges *ranges, size_t count, int advice, unsigned flags)
{
    return syscall(SYS_process_madvise, (long)process, ranges, count, (long)advice, (unsigned long)flags);
}

int deny_write_execute(unsigned long flags)
{
    return prctl(PR_SET_MDWE, flags, 0UL, 0UL, 0UL);
}

static bool is_core(const ElfW(Ehdr) * header)
{
    return memcmp(header->e_ident, ELFMAG, SELFMAG) == 0 && header->e_type == ET_CORE &&
           header->e_phentsize == sizeof(ElfW(Phdr));
}

/* Reads what the part of the file that `part` describes has of the range. */
static ssize_t read_part(int file, const ElfW(Phdr) * part, uintptr_t first, void *buffer, size_t count)
{
    if (part->p_type != PT_LOAD || first < part->p_vaddr || first - part->p_vaddr >= part->p_filesz)
        return 0;
    size_t into = first - part->p_vaddr;
    size_t there = part->p_filesz - into;
    return posix_real.pread(file, buffer, count < there ? count : there, (off_t)(part->p_offset + into));
}

static ssize_t read_core(int file, uintptr_t first, void *buffer, size_t count)
{
    ElfW(Ehdr) header;
    if (posix_real.pread(file, &header, sizeof header, 0) != (ssize_t)sizeof header || !is_core(&header)) {
        errno = ENOEXEC;
        return -1;
    }
    ssize_t got = 0;
    for (unsigned i = 0; i < header.e_phnum && got == 0; i++) {
        ElfW(Phdr) part;
        off_t place = (off_t)(header.e_phoff + i * sizeof part);
        if (posix_real.pread(file, &part, sizeof part, place) == (ssize_t)sizeof part)
            got = read_part(file, &part, first, buffer, count);
    }
    return got;
}

ssize_t core_bytes(const char *path, void *addr, void *buffer, size_t count)
{
    int file = posix_real.open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    ssize_t got = read_core(file, (uintptr_t)addr, buffer, count);
    int error = errno;
    posix_real.close(file);
    errno = error;
    return got;
}
