/* action.h - everything a key can do, in one table */
#ifndef BANTIN_UI_ACTION_H
#define BANTIN_UI_ACTION_H

#include <bantin/base/i18n.h>

/*
 * X(enum, name in key maps, hint (two or three words; "" never hinted), help line). The
 * last two are msgids.
 */
#define ACTION_LIST(X) \
	X(UP, "up", "", N_("one line up")) \
	X(DOWN, "down", "", N_("one line down")) \
	X(LEFT, "left", "", N_("to the left")) \
	X(RIGHT, "right", "", N_("to the right")) \
	X(PAGE_UP, "page-up", "", N_("one page up")) \
	X(PAGE_DOWN, "page-down", N_("page"), N_("one page down")) \
	X(TOP, "top", "", N_("to the beginning")) \
	X(BOTTOM, "bottom", "", N_("to the end")) \
	X(OPEN, "open", N_("open"), N_("open what the cursor is on")) \
	X(BACK, "back", N_("back"), N_("back one level")) \
	X(QUIT, "quit", N_("quit"), N_("leave bantin")) \
	X(NEXT, "next", N_("next"), N_("next article")) \
	X(PREVIOUS, "previous", N_("previous"), N_("previous article")) \
	X(NEXT_UNREAD, "next-unread", N_("unread"), N_("next unread article")) \
	X(NEXT_SECTION, "next-section", N_("section"), N_("next section")) \
	X(PREVIOUS_SECTION, "previous-section", "", N_("previous section")) \
	X(TOGGLE_READ, "toggle-read", N_("read mark"), N_("mark read or unread")) \
	X(TOGGLE_STAR, "toggle-star", N_("star"), N_("star or take the star away")) \
	X(ALL_READ, "all-read", "", N_("mark the whole list read")) \
	X(ONLY_UNREAD, "only-unread", N_("unread only"), \
	  N_("show unread articles only, or all")) \
	X(SEARCH, "search", N_("search"), N_("search all articles")) \
	X(FIND, "find", N_("find"), N_("find in this text")) \
	X(FIND_NEXT, "find-next", N_("next match"), \
	  N_("next place found; while nothing is searched for: next article")) \
	X(FIND_PREVIOUS, "find-previous", "", \
	  N_("previous place found; else: previous article")) \
	X(ADD_PORTAL, "add-portal", N_("add a portal"), \
	  N_("add a portal by its address")) \
	X(PORTALS, "portals", N_("portals"), \
	  N_("the portals: how they are, and whose news are shown")) \
	X(SIGN_IN, "sign-in", N_("sign in"), N_("sign in, to send bulletins")) \
	X(SYNC, "sync", N_("sync"), N_("fetch what is new, send what is waiting")) \
	X(STOP, "stop", N_("stop"), \
	  N_("back one level, or stop what is going on; never leaves bantin")) \
	X(OFFLINE, "offline", "", N_("work offline, or online again")) \
	X(REDRAW, "redraw", "", N_("draw the screen anew")) \
	X(SUSPEND, "suspend", "", N_("back to the shell for a while")) \
	X(HELP, "help", N_("help"), N_("this help")) \
	X(GO_NEWS, "news", N_("news"), N_("the list of articles")) \
	X(GO_DESK, "desk", N_("desk"), N_("drafts and submissions")) \
	X(GO_OUTBOX, "outbox", N_("outbox"), N_("what was sent and what is waiting")) \
	X(GO_POLL, "poll", N_("poll"), N_("visit counters and the poll")) \
	X(VOTE, "vote", N_("vote"), \
	  N_("vote for what the cursor is on; a digit votes too")) \
	X(NEW_DRAFT, "new-draft", N_("write"), N_("write a new bulletin")) \
	X(DELETE, "delete", N_("delete"), N_("delete the draft")) \
	X(REVIEW, "review", N_("review"), N_("review and submit")) \
	X(SUBMIT, "submit", N_("submit"), N_("submit to the portal")) \
	X(PREVIEW, "preview", N_("preview"), N_("see it as the portal will show it")) \
	X(RETRY, "retry", N_("try now"), N_("try the next step now")) \
	X(CANCEL, "cancel", N_("cancel"), N_("do not send it")) \
	X(SETTLE_ACCEPTED, "settle-accepted", N_("it is there"), \
	  N_("the bulletin is on the portal: I have looked")) \
	X(SETTLE_AGAIN, "settle-again", N_("send again"), \
	  N_("the bulletin is not on the portal: send it again")) \
	X(WITHDRAW, "withdraw", N_("withdraw"), \
	  N_("take it back from the portal; it can be put back")) \
	X(PUT_BACK, "put-back", N_("put back"), \
	  N_("put back on the portal what was withdrawn")) \
	X(SAVE, "save", N_("save"), N_("save")) \
	X(NEXT_FIELD, "next-field", N_("field"), N_("next field")) \
	X(PREVIOUS_FIELD, "previous-field", "", N_("previous field")) \
	X(WORD_LEFT, "word-left", "", N_("one word to the left")) \
	X(WORD_RIGHT, "word-right", "", N_("one word to the right")) \
	X(LINE_START, "line-start", "", N_("to the beginning of the line")) \
	X(LINE_END, "line-end", "", N_("to the end of the line")) \
	X(PARAGRAPH_UP, "paragraph-up", "", N_("one paragraph up")) \
	X(PARAGRAPH_DOWN, "paragraph-down", "", N_("one paragraph down")) \
	X(SELECT_UP, "select-up", "", N_("select upwards")) \
	X(SELECT_DOWN, "select-down", "", N_("select downwards")) \
	X(SELECT_LEFT, "select-left", "", N_("select to the left")) \
	X(SELECT_RIGHT, "select-right", "", N_("select to the right")) \
	X(SELECT_LINE_START, "select-line-start", "", \
	  N_("select to the beginning of the line")) \
	X(SELECT_LINE_END, "select-line-end", "", N_("select to the end of the line")) \
	X(SELECT_WORD_LEFT, "select-word-left", "", N_("select one word to the left")) \
	X(SELECT_WORD_RIGHT, "select-word-right", "", \
	  N_("select one word to the right")) \
	X(SELECT_PARAGRAPH_UP, "select-paragraph-up", "", N_("select one paragraph up")) \
	X(SELECT_PARAGRAPH_DOWN, "select-paragraph-down", "", \
	  N_("select one paragraph down")) \
	X(SELECT_PAGE_UP, "select-page-up", "", N_("select one page up")) \
	X(SELECT_PAGE_DOWN, "select-page-down", "", N_("select one page down")) \
	X(SELECT_TOP, "select-top", "", N_("select to the beginning of the text")) \
	X(SELECT_BOTTOM, "select-bottom", "", N_("select to the end of the text")) \
	X(SELECT_ALL, "select-all", "", N_("select everything")) \
	X(MARK, "mark", N_("mark"), N_("begin or end a selection")) \
	X(CUT, "cut", N_("cut"), N_("cut the selection, or the line")) \
	X(COPY, "copy", N_("copy"), N_("copy the selection")) \
	X(PASTE, "paste", N_("paste"), N_("paste what was cut or copied")) \
	X(UNDO, "undo", N_("undo"), N_("undo")) \
	X(REDO, "redo", N_("redo"), N_("redo")) \
	X(NEWLINE, "newline", "", N_("new line")) \
	X(ERASE, "erase", "", N_("delete the letter before the cursor")) \
	X(ERASE_FORWARD, "erase-forward", "", N_("delete the letter under the cursor")) \
	X(ERASE_WORD, "erase-word", "", N_("delete the word before the cursor")) \
	X(TYPING_TOGGLE, "typing", N_("typing"), \
	  N_("letters with marks as they are typed, or plain letters")) \
	X(TYPING_RAW, "typing-raw", N_("as typed"), \
	  N_("the word before the cursor becomes the keys that were typed")) \
	X(TYPING_METHOD, "typing-method", N_("method"), \
	  N_("choose the typing method: Telex, VNI, VIQR")) \
	X(IMPORT, "import", N_("import"), N_("insert a file: .txt, .md, .html")) \
	X(INSERT, "insert", N_("insert"), N_("insert the text as it is shown")) \
	X(NEXT_CHARSET, "next-charset", N_("charset"), \
	  N_("read it in the next charset")) \
	X(PREVIOUS_CHARSET, "previous-charset", "", \
	  N_("read it in the charset before")) \
	X(REPLACE, "replace", N_("replace"), \
	  N_("find words and put others in their place")) \
	X(GO_LINE, "go-line", N_("line"), N_("go to a line by its number")) \
	X(UPPER_CASE, "upper-case", N_("CAPITALS"), \
	  N_("the selection or the word in capital letters")) \
	X(LOWER_CASE, "lower-case", N_("small letters"), \
	  N_("the selection or the word in small letters")) \
	X(TITLE_CASE, "title-case", N_("Title Case"), \
	  N_("a capital letter at the beginning of each word")) \
	X(JOIN, "join", N_("join lines"), \
	  N_("make wrapped lines one paragraph again")) \
	X(INSERT_DATE, "insert-date", N_("date"), N_("insert today's date")) \
	X(ATTACH, "attach", N_("attach"), N_("attach a file by its path")) \
	X(HISTORY, "history", N_("history"), \
	  N_("older versions: look, compare, bring back")) \
	X(COMPARE, "compare", N_("compare"), N_("compare it with the text now")) \
	X(RESTORE, "restore", N_("bring back"), \
	  N_("bring this version back; it can be undone")) \
	X(EXPORT, "export", N_("export"), \
	  N_("write the bulletin to a file: .txt, .md, .html")) \
	X(ADD_WORD, "add-word", N_("my word"), \
	  N_("the word before the cursor always stays as it is typed")) \
	X(MORE, "more", N_("more"), \
	  N_("more: replace, line, letters, join, date, attach, history, export, my " \
	     "word")) \
	X(TEMPLATE, "template", N_("template"), \
	  N_("write a new bulletin from a template")) \
	X(FILES, "files", N_("files"), N_("the files of this article, to be fetched")) \
	X(FETCH, "fetch", N_("fetch"), \
	  N_("fetch the file; its number fetches it too")) \
	X(TAKE_OVER, "take-over", N_("write here"), \
	  N_("write here: the other one saves and leaves, nothing is lost"))

#define ACTION_ENUM(id, name, hint, help) ACTION_##id,
enum action { ACTION_NONE, ACTION_LIST(ACTION_ENUM) ACTION_COUNT };
#undef ACTION_ENUM

const char *action_name(enum action a);		/* "page-down" */
const char *action_hint(enum action a);		/* translated; "" */
const char *action_help(enum action a);		/* translated */
enum action action_find(const char *name);	/* ACTION_NONE: no such */

#endif
