/* A program file made by a story itself: what sections with SEC_IMAGE need. */
#ifndef MAPCHECK_CASES_WIN32_IMAGES_H
#define MAPCHECK_CASES_WIN32_IMAGES_H

#include "cases/win32/sections.h"

/* The image of make_image, page by page: the headers, then one page for each kind of section. */
enum {
    IMAGE_HEADERS = 0,
    IMAGE_CODE = 0x1000,      /* read, execute */
    IMAGE_CONSTANTS = 0x2000, /* read */
    IMAGE_VARIABLES = 0x3000, /* read, write */
    IMAGE_SIZE = 0x4000
};

/* A program file for the actors' machine; nothing of it is meant to run. Each of its three sections begins with a word:
 * "code", "const", "data". Expects success and leaves no handle open. */
#define make_image(s, actor, path) make_image_(HERE, s, actor, path)
void make_image_(Place place, Story *s, Actor *actor, const char *path);

/* An image section of the file, made through a handle to read that is closed again. */
#define image_section(actor, path) image_section_(HERE, actor, path)
Value image_section_(Place place, Actor *actor, const char *path);

#endif
