#error "<sys/sendfile.h> is Linux's own, or another thing elsewhere: it belongs into a file x_linux.c"
