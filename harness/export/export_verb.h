/* The verb of this room, for the table in run/main.c. */
#ifndef MAPCHECK_EXPORT_EXPORT_VERB_H
#define MAPCHECK_EXPORT_EXPORT_VERB_H

int export_command(int argc, char **argv);

#endif
