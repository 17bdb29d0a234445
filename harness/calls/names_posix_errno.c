/* Names of errors and signals.
 *
 * Constants that some Linux headers lack are guarded: a request that names a lacking one is answered as bad, an answer has
 * the number. */
#include "calls/name_tables.h"

#include "calls/constants_posix.h"

#include <signal.h>

#define NAME(constant) {#constant, (uint64_t)(constant)},
#define TABLE(id, bits) const NameTable names_##id = {#id, id##_, sizeof id##_ / sizeof id##_[0], bits};

/* Where two names share a value the first one is answered: EAGAIN, EOPNOTSUPP, EDEADLK. */
static const Name error_names[] = {
    NAME(EPERM) NAME(ENOENT) NAME(ESRCH) NAME(EINTR) NAME(EIO) NAME(ENXIO) NAME(E2BIG) NAME(ENOEXEC) NAME(EBADF) NAME(
        ECHILD) NAME(EAGAIN) NAME(ENOMEM) NAME(EACCES) NAME(EFAULT)
#ifdef ENOTBLK
        NAME(ENOTBLK)
#endif
            NAME(EBUSY) NAME(EEXIST) NAME(EXDEV) NAME(ENODEV) NAME(ENOTDIR) NAME(EISDIR) NAME(EINVAL) NAME(ENFILE) NAME(
                EMFILE) NAME(ENOTTY) NAME(ETXTBSY) NAME(EFBIG) NAME(ENOSPC) NAME(ESPIPE) NAME(EROFS) NAME(EMLINK)
                NAME(EPIPE) NAME(EDOM) NAME(ERANGE) NAME(EDEADLK) NAME(ENAMETOOLONG) NAME(ENOLCK) NAME(ENOSYS) NAME(
                    ENOTEMPTY) NAME(ELOOP) NAME(ENOMSG) NAME(EIDRM)
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
                                        NAME(EPROTO)
#ifdef EMULTIHOP
                                            NAME(EMULTIHOP)
#endif
                                                NAME(EBADMSG) NAME(EOVERFLOW) NAME(EILSEQ)
#ifdef EUSERS
                                                    NAME(EUSERS)
#endif
                                                        NAME(ENOTSOCK) NAME(EDESTADDRREQ) NAME(EMSGSIZE) NAME(
                                                            EPROTOTYPE) NAME(ENOPROTOOPT) NAME(EPROTONOSUPPORT)
                                                            NAME(ESOCKTNOSUPPORT) NAME(EOPNOTSUPP) NAME(
                                                                EPFNOSUPPORT) NAME(EAFNOSUPPORT)
                                                                NAME(EADDRINUSE) NAME(EADDRNOTAVAIL) NAME(
                                                                    ENETDOWN) NAME(ENETUNREACH) NAME(ENETRESET)
                                                                    NAME(ECONNABORTED) NAME(
                                                                        ECONNRESET) NAME(ENOBUFS) NAME(EISCONN)
                                                                        NAME(ENOTCONN) NAME(ESHUTDOWN) NAME(ETIMEDOUT) NAME(
                                                                            ECONNREFUSED) NAME(EHOSTDOWN)
                                                                            NAME(EHOSTUNREACH) NAME(EALREADY) NAME(
                                                                                EINPROGRESS) NAME(ESTALE) NAME(EDQUOT) NAME(ECANCELED)
#ifdef EOWNERDEAD
                                                                                NAME(EOWNERDEAD)
#endif
#ifdef ENOTRECOVERABLE
                                                                                    NAME(ENOTRECOVERABLE)
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
                                                                                                            NAME(
                                                                                                                EMEDIUMTYPE)
#endif
                                                                                                                NAME(EWOULDBLOCK) NAME(
                                                                                                                    ENOTSUP)
#ifdef ERFKILL
                                                                                                                    NAME(
                                                                                                                        ERFKILL)
#endif
#ifdef EHWPOISON
                                                                                                                        NAME(
                                                                                                                            EHWPOISON)
#endif
#ifdef EDEADLOCK
                                                                                                                            NAME(
                                                                                                                                EDEADLOCK)
#endif
};
const NameTable names_errno = {"errno", error_names, sizeof error_names / sizeof error_names[0], 32};

static const Name signal_[] = {NAME(SIGSEGV) NAME(SIGBUS) NAME(SIGILL) NAME(SIGFPE) NAME(SIGTRAP) NAME(SIGKILL)
                                   NAME(SIGTERM) NAME(SIGABRT) NAME(SIGHUP) NAME(SIGINT) NAME(SIGPIPE) NAME(SIGSTOP)
                                       NAME(SIGCONT) NAME(SIGXFSZ) NAME(SIGSYS)};
TABLE(signal, 32)

/* si_code means something only together with the signal. */
#define SI_NAME(signal, code) {#code, (uint64_t)(signal) << 32 | (uint32_t)(code)},
static const Name si_code_[] = {
    SI_NAME(SIGSEGV, SEGV_MAPERR) SI_NAME(SIGSEGV, SEGV_ACCERR)
#ifdef SEGV_PKUERR
        SI_NAME(SIGSEGV, SEGV_PKUERR)
#endif
#ifdef BUS_MCEERR_AR
            SI_NAME(SIGBUS, BUS_MCEERR_AR)
#endif
                SI_NAME(SIGBUS, BUS_ADRALN) SI_NAME(SIGBUS, BUS_ADRERR) SI_NAME(SIGBUS, BUS_OBJERR)
                    SI_NAME(SIGILL, ILL_ILLOPC) SI_NAME(SIGILL, ILL_ILLOPN) SI_NAME(SIGILL, ILL_ILLADR)
                        SI_NAME(SIGILL, ILL_ILLTRP) SI_NAME(SIGILL, ILL_PRVOPC) SI_NAME(SIGFPE, FPE_INTDIV)
                            SI_NAME(SIGFPE, FPE_INTOVF) SI_NAME(SIGFPE, FPE_FLTDIV) SI_NAME(SIGFPE, FPE_FLTINV)
#ifdef SI_KERNEL
                                SI_NAME(SIGSEGV, SI_KERNEL)
#endif
#ifdef SI_KERNEL
                                    SI_NAME(SIGBUS, SI_KERNEL)
#endif
#ifdef SI_KERNEL
                                        SI_NAME(SIGILL, SI_KERNEL)
#endif
};
TABLE(si_code, 64)
