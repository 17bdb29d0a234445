#include "run/jobs.h"

bool jobs_next(Jobs *jobs, Job *job)
{
    if (!jobs->count || (jobs->rounds && jobs->next / jobs->count >= jobs->rounds))
        return false;
    *job = (Job){.instance = jobs->cases[jobs->next % jobs->count],
                 .attempt = (unsigned)(jobs->next / jobs->count + 1)};
    jobs->next++;
    return true;
}

uint64_t jobs_total(const Jobs *jobs)
{
    return jobs->rounds * jobs->count;
}
