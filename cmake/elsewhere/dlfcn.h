/* RTLD_DEFAULT is in the BSDs' headers, and in POSIX since 2024; here only with _GNU_SOURCE. */
#pragma GCC system_header
#include_next <dlfcn.h>
#undef RTLD_DEFAULT
#define RTLD_DEFAULT ((void *)0)
