/* harden.c - what the program gives up before it works on foreign bytes, on Linux */
/* syscall() has no other name: the C library has no functions for Landlock. */
#define _GNU_SOURCE
#include "harden.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>

/* Rights that came after the first version of Landlock, by the version that has them. */
enum {
	HAS_REFER = 2,
	HAS_TRUNCATE = 3,
	ACCESS_TRUNCATE = 1 << 14
};

enum {
	CHANGE = LANDLOCK_ACCESS_FS_WRITE_FILE,
	FILES = CHANGE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE,
	ALL = FILES | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR,
	/* for nobody */
	NEVER = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
		LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
		LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM
};

static bool places_set;

/* --- no other program -------------------------------------------------------- */

/* A number means another call in another machine's set of calls, which a kernel may also
 * take; 0: not known, and then numbers are taken as they are. */
static uint32_t machine(void)
{
	static const struct {
		const char *name;
		uint32_t arch;
	} known[] = {
		{"x86_64", AUDIT_ARCH_X86_64},	 {"aarch64", AUDIT_ARCH_AARCH64},
		{"ppc64le", AUDIT_ARCH_PPC64LE}, {"riscv64", AUDIT_ARCH_RISCV64},
		{"s390x", AUDIT_ARCH_S390X},
	};
	struct utsname here;

	if (sizeof(void *) != 8 || uname(&here) != 0)
		return 0;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i].name, here.machine) == 0)
			return known[i].arch;
	return 0;
}

enum { X32 = 0x40000000 };	/* the bit of x86-64's other set of numbers */

static void refuse_programs(void)
{
	uint32_t arch = machine();
	uint32_t limit = arch == AUDIT_ARCH_X86_64 ? X32 : UINT32_MAX;
	struct sock_filter rules[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, arch, 0, 4),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, limit, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1 /* EPERM */),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	size_t skip = arch ? 0 : 2;
	struct sock_fprog program = {
		.len = (unsigned short)(sizeof(rules) / sizeof(rules[0]) - skip),
		.filter = rules + skip,
	};

	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

void harden_start(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		refuse_programs();
}

/* --- places ------------------------------------------------------------------ */

static int landlock_version(void)
{
	long v = syscall(SYS_landlock_create_ruleset, NULL, 0,
			 LANDLOCK_CREATE_RULESET_VERSION);

	return v > 0 ? (int)v : 0;
}

static uint64_t rights_of(enum harden_right right, int version)
{
	uint64_t access = right == HARDEN_ALL ? ALL : right == HARDEN_FILES ? FILES
									    : CHANGE;

	if (version >= HAS_REFER && right == HARDEN_ALL)
		access |= LANDLOCK_ACCESS_FS_REFER;
	if (version >= HAS_TRUNCATE)
		access |= ACCESS_TRUNCATE;
	return access;
}

static void allow(int rules, const struct harden_place *p, int version)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = rights_of(p->right, version),
		.parent_fd = open(p->path, O_PATH | O_DIRECTORY | O_CLOEXEC),
	};

	if (beneath.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
}

void harden_places(const struct harden_place *list, size_t n)
{
	int version = landlock_version();
	struct landlock_ruleset_attr all = {
		.handled_access_fs = rights_of(HARDEN_ALL, version) | NEVER,
	};

	if (version == 0 || places_set)
		return;
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0);
	if (rules < 0)
		return;
	for (size_t i = 0; i < n; i++)
		allow(rules, &list[i], version);
	places_set = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
}

struct harden_state harden_state(void)
{
	struct rlimit core;

	return (struct harden_state){
		.no_dumps = getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0 &&
			    prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0,
		.no_privileges = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1,
		.no_programs = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == SECCOMP_MODE_FILTER,
		.places = places_set,
		.landlock = landlock_version(),
	};
}
