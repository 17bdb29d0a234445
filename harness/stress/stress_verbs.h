/* The verbs of this room, for the table in run/main.c. */
#ifndef MAPCHECK_STRESS_STRESS_VERBS_H
#define MAPCHECK_STRESS_STRESS_VERBS_H

int stress_command(int argc, char **argv);
int replay_command(int argc, char **argv);

#endif
