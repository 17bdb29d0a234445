/* Names of errors and signals. Where two names share a value the first one here is the one that is answered.
 *
 * What this system's headers lack is left out: a request that names it is answered as bad, an answer has the number. */
#include "calls/name_tables.h"

#include "calls/constants_posix.h"

#include <signal.h>

#define NAME(constant) {#constant, (uint64_t)(constant)},
#define TABLE(id, bits) const NameTable names_##id = {#id, id##_, sizeof id##_ / sizeof id##_[0], bits};

/* EAGAIN before EWOULDBLOCK, EOPNOTSUPP before ENOTSUP, EDEADLK before EDEADLOCK. */
static const Name error_names[] = {
#ifdef EPERM
    NAME(EPERM)
#endif
#ifdef ENOENT
    NAME(ENOENT)
#endif
#ifdef ESRCH
    NAME(ESRCH)
#endif
#ifdef EINTR
    NAME(EINTR)
#endif
#ifdef EIO
    NAME(EIO)
#endif
#ifdef ENXIO
    NAME(ENXIO)
#endif
#ifdef E2BIG
    NAME(E2BIG)
#endif
#ifdef ENOEXEC
    NAME(ENOEXEC)
#endif
#ifdef EBADF
    NAME(EBADF)
#endif
#ifdef ECHILD
    NAME(ECHILD)
#endif
#ifdef EAGAIN
    NAME(EAGAIN)
#endif
#ifdef ENOMEM
    NAME(ENOMEM)
#endif
#ifdef EACCES
    NAME(EACCES)
#endif
#ifdef EFAULT
    NAME(EFAULT)
#endif
#ifdef ENOTBLK
    NAME(ENOTBLK)
#endif
#ifdef EBUSY
    NAME(EBUSY)
#endif
#ifdef EEXIST
    NAME(EEXIST)
#endif
#ifdef EXDEV
    NAME(EXDEV)
#endif
#ifdef ENODEV
    NAME(ENODEV)
#endif
#ifdef ENOTDIR
    NAME(ENOTDIR)
#endif
#ifdef EISDIR
    NAME(EISDIR)
#endif
#ifdef EINVAL
    NAME(EINVAL)
#endif
#ifdef ENFILE
    NAME(ENFILE)
#endif
#ifdef EMFILE
    NAME(EMFILE)
#endif
#ifdef ENOTTY
    NAME(ENOTTY)
#endif
#ifdef ETXTBSY
    NAME(ETXTBSY)
#endif
#ifdef EFBIG
    NAME(EFBIG)
#endif
#ifdef ENOSPC
    NAME(ENOSPC)
#endif
#ifdef ESPIPE
    NAME(ESPIPE)
#endif
#ifdef EROFS
    NAME(EROFS)
#endif
#ifdef EMLINK
    NAME(EMLINK)
#endif
#ifdef EPIPE
    NAME(EPIPE)
#endif
#ifdef EDOM
    NAME(EDOM)
#endif
#ifdef ERANGE
    NAME(ERANGE)
#endif
#ifdef EDEADLK
    NAME(EDEADLK)
#endif
#ifdef ENAMETOOLONG
    NAME(ENAMETOOLONG)
#endif
#ifdef ENOLCK
    NAME(ENOLCK)
#endif
#ifdef ENOSYS
    NAME(ENOSYS)
#endif
#ifdef ENOTEMPTY
    NAME(ENOTEMPTY)
#endif
#ifdef ELOOP
    NAME(ELOOP)
#endif
#ifdef ENOMSG
    NAME(ENOMSG)
#endif
#ifdef EIDRM
    NAME(EIDRM)
#endif
#ifdef ENOSTR
    NAME(ENOSTR)
#endif
#ifdef ENODATA
    NAME(ENODATA)
#endif
#ifdef ETIME
    NAME(ETIME)
#endif
#ifdef ENOSR
    NAME(ENOSR)
#endif
#ifdef ENOLINK
    NAME(ENOLINK)
#endif
#ifdef EPROTO
    NAME(EPROTO)
#endif
#ifdef EMULTIHOP
    NAME(EMULTIHOP)
#endif
#ifdef EBADMSG
    NAME(EBADMSG)
#endif
#ifdef EOVERFLOW
    NAME(EOVERFLOW)
#endif
#ifdef EILSEQ
    NAME(EILSEQ)
#endif
#ifdef EUSERS
    NAME(EUSERS)
#endif
#ifdef ENOTSOCK
    NAME(ENOTSOCK)
#endif
#ifdef EDESTADDRREQ
    NAME(EDESTADDRREQ)
#endif
#ifdef EMSGSIZE
    NAME(EMSGSIZE)
#endif
#ifdef EPROTOTYPE
    NAME(EPROTOTYPE)
#endif
#ifdef ENOPROTOOPT
    NAME(ENOPROTOOPT)
#endif
#ifdef EPROTONOSUPPORT
    NAME(EPROTONOSUPPORT)
#endif
#ifdef ESOCKTNOSUPPORT
    NAME(ESOCKTNOSUPPORT)
#endif
#ifdef EOPNOTSUPP
    NAME(EOPNOTSUPP)
#endif
#ifdef EPFNOSUPPORT
    NAME(EPFNOSUPPORT)
#endif
#ifdef EAFNOSUPPORT
    NAME(EAFNOSUPPORT)
#endif
#ifdef EADDRINUSE
    NAME(EADDRINUSE)
#endif
#ifdef EADDRNOTAVAIL
    NAME(EADDRNOTAVAIL)
#endif
#ifdef ENETDOWN
    NAME(ENETDOWN)
#endif
#ifdef ENETUNREACH
    NAME(ENETUNREACH)
#endif
#ifdef ENETRESET
    NAME(ENETRESET)
#endif
#ifdef ECONNABORTED
    NAME(ECONNABORTED)
#endif
#ifdef ECONNRESET
    NAME(ECONNRESET)
#endif
#ifdef ENOBUFS
    NAME(ENOBUFS)
#endif
#ifdef EISCONN
    NAME(EISCONN)
#endif
#ifdef ENOTCONN
    NAME(ENOTCONN)
#endif
#ifdef ESHUTDOWN
    NAME(ESHUTDOWN)
#endif
#ifdef ETIMEDOUT
    NAME(ETIMEDOUT)
#endif
#ifdef ECONNREFUSED
    NAME(ECONNREFUSED)
#endif
#ifdef EHOSTDOWN
    NAME(EHOSTDOWN)
#endif
#ifdef EHOSTUNREACH
    NAME(EHOSTUNREACH)
#endif
#ifdef EALREADY
    NAME(EALREADY)
#endif
#ifdef EINPROGRESS
    NAME(EINPROGRESS)
#endif
#ifdef ESTALE
    NAME(ESTALE)
#endif
#ifdef EDQUOT
    NAME(EDQUOT)
#endif
#ifdef ECANCELED
    NAME(ECANCELED)
#endif
#ifdef EOWNERDEAD
    NAME(EOWNERDEAD)
#endif
#ifdef ENOTRECOVERABLE
    NAME(ENOTRECOVERABLE)
#endif
#ifdef ERFKILL
    NAME(ERFKILL)
#endif
#ifdef EHWPOISON
    NAME(EHWPOISON)
#endif
#ifdef ENOKEY
    NAME(ENOKEY)
#endif
#ifdef EKEYEXPIRED
    NAME(EKEYEXPIRED)
#endif
#ifdef EUCLEAN
    NAME(EUCLEAN)
#endif
#ifdef EREMOTEIO
    NAME(EREMOTEIO)
#endif
#ifdef ENOMEDIUM
    NAME(ENOMEDIUM)
#endif
#ifdef EMEDIUMTYPE
    NAME(EMEDIUMTYPE)
#endif
#ifdef EWOULDBLOCK
    NAME(EWOULDBLOCK)
#endif
#ifdef ENOTSUP
    NAME(ENOTSUP)
#endif
#ifdef EDEADLOCK
    NAME(EDEADLOCK)
#endif
};
const NameTable names_errno = {"errno", error_names, sizeof error_names / sizeof error_names[0], 32};

static const Name signal_[] = {
#ifdef SIGSEGV
    NAME(SIGSEGV)
#endif
#ifdef SIGBUS
    NAME(SIGBUS)
#endif
#ifdef SIGILL
    NAME(SIGILL)
#endif
#ifdef SIGFPE
    NAME(SIGFPE)
#endif
#ifdef SIGTRAP
    NAME(SIGTRAP)
#endif
#ifdef SIGKILL
    NAME(SIGKILL)
#endif
#ifdef SIGTERM
    NAME(SIGTERM)
#endif
#ifdef SIGABRT
    NAME(SIGABRT)
#endif
#ifdef SIGHUP
    NAME(SIGHUP)
#endif
#ifdef SIGINT
    NAME(SIGINT)
#endif
#ifdef SIGPIPE
    NAME(SIGPIPE)
#endif
#ifdef SIGSTOP
    NAME(SIGSTOP)
#endif
#ifdef SIGCONT
    NAME(SIGCONT)
#endif
#ifdef SIGXFSZ
    NAME(SIGXFSZ)
#endif
#ifdef SIGSYS
    NAME(SIGSYS)
#endif
};
TABLE(signal, 32)

/* si_code means something only together with the signal. */
#define SI_NAME(signal, code) {#code, (uint64_t)(signal) << 32 | (uint32_t)(code)},
static const Name si_code_[] = {
    SI_NAME(SIGSEGV, SEGV_MAPERR) SI_NAME(SIGSEGV, SEGV_ACCERR)
#ifdef SEGV_PKUERR
    SI_NAME(SIGSEGV, SEGV_PKUERR)
#endif
    SI_NAME(SIGBUS, BUS_ADRALN) SI_NAME(SIGBUS, BUS_ADRERR) SI_NAME(SIGBUS, BUS_OBJERR)
    SI_NAME(SIGILL, ILL_ILLOPC) SI_NAME(SIGILL, ILL_ILLOPN) SI_NAME(SIGILL, ILL_ILLADR) SI_NAME(SIGILL, ILL_ILLTRP)
    SI_NAME(SIGILL, ILL_PRVOPC) SI_NAME(SIGFPE, FPE_INTDIV) SI_NAME(SIGFPE, FPE_INTOVF) SI_NAME(SIGFPE, FPE_FLTDIV)
    SI_NAME(SIGFPE, FPE_FLTINV)
};
TABLE(si_code, 64)
