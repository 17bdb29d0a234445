/* Errors that FreeBSD has not. */
#pragma GCC system_header
#include_next <errno.h>
#undef ENODATA
#undef ENOSTR
#undef ENOSR
#undef ETIME
#undef ENOKEY
#undef EKEYEXPIRED
#undef EUCLEAN
#undef EREMOTEIO
#undef ENOMEDIUM
#undef EMEDIUMTYPE
#undef ERFKILL
#undef EHWPOISON
#undef EDEADLOCK
