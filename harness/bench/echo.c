/* The bare other end of a pipe, for ci/bench: reads requests of one size, writes answers of another, until the stream ends.
 * usage: mapcheck-echo REQUEST_BYTES ANSWER_BYTES */
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32 /* the one difference is where read and write are declared, and that a stream could be text */
#include <fcntl.h>
#include <io.h>
#define read _read
#define write _write
#else
#include <unistd.h>
#endif

int main(int argc, char **argv)
{
    static char request[4096], answer[4096];
    unsigned asked = argc == 3 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    unsigned told = argc == 3 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
    if (!asked || !told || asked > sizeof request || told > sizeof answer)
        return 2;
#ifdef _WIN32
    _setmode(0, _O_BINARY);
    _setmode(1, _O_BINARY);
#endif
    memset(answer, '.', told);
    answer[told - 1] = '\n';
    unsigned have = 0;
    for (int got; (got = (int)read(0, request + have, asked - have)) > 0;) {
        have += (unsigned)got;
        if (have < asked)
            continue;
        have = 0;
        if ((int)write(1, answer, told) != (int)told)
            return 1;
    }
    return 0;
}
