/* floor.c - the least a newsroom can do: SQLite opened, 24 rows read, painted, a key read
 *	floor ARCHIVE.DB */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 24 };

static void paint(sqlite3_stmt *rows)
{
	for (int row = 0; row < ROWS && sqlite3_step(rows) == SQLITE_ROW; row++) {
		const char *title = (const char *)sqlite3_column_text(rows, 1);
		const char *day = (const char *)sqlite3_column_text(rows, 2);

		mvprintw(row, 1, "%s %s %s", sqlite3_column_int(rows, 3) ? " " : "*",
			 day ? day : "", title ? title : "");
	}
}

int main(int argc, char **argv)
{
	static const char sql[] =
		"SELECT id, title, strftime('%d/%m', published, 'unixepoch'), read"
		" FROM article ORDER BY published DESC, id DESC LIMIT 24";
	sqlite3_stmt *rows = NULL;
	sqlite3 *db = NULL;

	setlocale(LC_ALL, "");
	if (argc != 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) ||
	    sqlite3_prepare_v2(db, sql, -1, &rows, NULL)) {
		fprintf(stderr, "floor: %s\n", db ? sqlite3_errmsg(db) : "ARCHIVE.DB");
		return 1;
	}
	initscr();
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	paint(rows);
	refresh();
	getch();
	endwin();
	sqlite3_finalize(rows);
	sqlite3_close(db);
	return 0;
}
