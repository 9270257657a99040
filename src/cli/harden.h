/* harden.h - what the program gives up before it works on foreign bytes */
#ifndef BANTIN_CLI_HARDEN_H
#define BANTIN_CLI_HARDEN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * On Linux (harden.c); elsewhere, or where the kernel refuses, nothing is given up and
 * nothing is said but by `bantin doctor`.
 *
 * Memory (drafts, tokens) goes into no core file and to no debugger of another user's; no
 * privileges can be had again; no other program can be started (seccomp: execve and
 * execveat fail with EPERM, Landlock says the same again); and files are written in some
 * places alone (Landlock). Reading is left as it is: attachments, files to import and
 * certificates lie where the user keeps them, and the libraries read for TLS, names,
 * terminals and languages what each distribution has elsewhere.
 */
void harden_start(void);	/* all but the places; before any thread */

enum harden_right {
	HARDEN_ALL,	/* beneath it anything: the profile */
	HARDEN_FILES,	/* beneath it plain files: made, written, replaced, removed */
	HARDEN_DEVICES	/* beneath it what is there may be written: /dev */
};

struct harden_place {
	const char *path;	/* a folder; one that is not there is left out */
	enum harden_right right;
};

/* From now on writing elsewhere fails with EACCES. Once. */
void harden_places(const struct harden_place *list, size_t n);

/* What is in force in this process. */
struct harden_state {
	bool no_dumps, no_privileges, no_programs;
	bool places;
	int landlock;	/* version of the kernel's Landlock; 0 none */
};
struct harden_state harden_state(void);

#endif
