/* The preprocessor's loop over the parameters of a call row.
 *
 * EACH(M, context, tuple, tuple, ...) expands to M(context, index, tuple) for each tuple, index from 0; at most 12.
 * EACH_COMMA puts a comma between the results. COUNT(...) counts its arguments, 1 to 12. */
#ifndef MAPCHECK_CALLS_MACROS_H
#define MAPCHECK_CALLS_MACROS_H

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
#define COUNT_(a, b, c, d, e, f, g, h, i, j, k, l, n, ...) n
#define COUNT(...) COUNT_(__VA_ARGS__, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)

#define EACH(M, c, ...) PASTE(EACH_, COUNT(__VA_ARGS__))(M, c, __VA_ARGS__)
#define EACH_1(M, c, t0) M(c, 0, t0)
#define EACH_2(M, c, t0, t1) EACH_1(M, c, t0) M(c, 1, t1)
#define EACH_3(M, c, t0, t1, t2) EACH_2(M, c, t0, t1) M(c, 2, t2)
#define EACH_4(M, c, t0, t1, t2, t3) EACH_3(M, c, t0, t1, t2) M(c, 3, t3)
#define EACH_5(M, c, t0, t1, t2, t3, t4) EACH_4(M, c, t0, t1, t2, t3) M(c, 4, t4)
#define EACH_6(M, c, t0, t1, t2, t3, t4, t5) EACH_5(M, c, t0, t1, t2, t3, t4) M(c, 5, t5)
#define EACH_7(M, c, t0, t1, t2, t3, t4, t5, t6) EACH_6(M, c, t0, t1, t2, t3, t4, t5) M(c, 6, t6)
#define EACH_8(M, c, t0, t1, t2, t3, t4, t5, t6, t7) EACH_7(M, c, t0, t1, t2, t3, t4, t5, t6) M(c, 7, t7)
#define EACH_9(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8) EACH_8(M, c, t0, t1, t2, t3, t4, t5, t6, t7) M(c, 8, t8)
#define EACH_10(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9) \
    EACH_9(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8) M(c, 9, t9)
#define EACH_11(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10) \
    EACH_10(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9) M(c, 10, t10)
#define EACH_12(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11) \
    EACH_11(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10) M(c, 11, t11)

#define EACH_COMMA(M, c, ...) PASTE(EACHC_, COUNT(__VA_ARGS__))(M, c, __VA_ARGS__)
#define EACHC_1(M, c, t0) M(c, 0, t0)
#define EACHC_2(M, c, t0, t1) EACHC_1(M, c, t0), M(c, 1, t1)
#define EACHC_3(M, c, t0, t1, t2) EACHC_2(M, c, t0, t1), M(c, 2, t2)
#define EACHC_4(M, c, t0, t1, t2, t3) EACHC_3(M, c, t0, t1, t2), M(c, 3, t3)
#define EACHC_5(M, c, t0, t1, t2, t3, t4) EACHC_4(M, c, t0, t1, t2, t3), M(c, 4, t4)
#define EACHC_6(M, c, t0, t1, t2, t3, t4, t5) EACHC_5(M, c, t0, t1, t2, t3, t4), M(c, 5, t5)
#define EACHC_7(M, c, t0, t1, t2, t3, t4, t5, t6) EACHC_6(M, c, t0, t1, t2, t3, t4, t5), M(c, 6, t6)
#define EACHC_8(M, c, t0, t1, t2, t3, t4, t5, t6, t7) EACHC_7(M, c, t0, t1, t2, t3, t4, t5, t6), M(c, 7, t7)
#define EACHC_9(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8) EACHC_8(M, c, t0, t1, t2, t3, t4, t5, t6, t7), M(c, 8, t8)
#define EACHC_10(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9) \
    EACHC_9(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8), M(c, 9, t9)
#define EACHC_11(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10) \
    EACHC_10(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9), M(c, 10, t10)
#define EACHC_12(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11) \
    EACHC_11(M, c, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10), M(c, 11, t11)

#endif
