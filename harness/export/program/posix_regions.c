/* The list of this process's regions as one number; the heap and the stack are left out. ---------------------------- */

static inline int digest_regions(void)
{
#ifdef __linux__
    static char buffer[4096], line[4352]; /* none of malloc's memory: that could be a new region */
    FILE *list = fopen("/proc/self/maps", "r");
    if (!list)
        return -1;
    setvbuf(list, buffer, _IOFBF, sizeof buffer);
    uint32_t digest = 2166136261u; /* FNV-1a */
    while (fgets(line, sizeof line, list)) {
        int own = strstr(line, "[heap]") || strstr(line, "[stack]");
        for (const char *letter = own ? "" : line; *letter; letter++)
            digest = (digest ^ (unsigned char)*letter) * 16777619u;
    }
    fclose(list);
    return (int)(digest >> 1);
#else
    return 0;
#endif
}
