/* term_facts.c - what terminfo says of the terminal, without opening it */
#include <bantin/ui/term.h>

#include <curses.h>
#include <term.h>
#include <unistd.h>

bool term_facts(int *colours)
{
	int status;

	if (setupterm(NULL, STDOUT_FILENO, &status) != OK || !tigetstr("cup"))
		return false;
	int n = tigetnum("colors");
	*colours = n > 0 ? n : 0;
	return true;
}
