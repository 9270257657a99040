/* blob.c - small valid PDF and PNG files, made from their names */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "blob.h"
#include "text.h"

enum { PDF_OBJECTS = 5, PNG_WIDTH = 48, PNG_HEIGHT = 32 };

static void pdf_page(struct text *page, const char *name)
{
	text_put(page, "BT /F1 16 Tf 72 760 Td (CONG HOA XA HOI CHU NGHIA VIET NAM) Tj\n"
	    "0 -22 Td (Doc lap - Tu do - Hanh phuc) Tj\n"
	    "/F1 11 Tf 0 -44 Td (Van ban mau: ");
	for (; *name != '\0'; name++) {
		if (*name > ' ' && *name <= '~' && strchr("()\\", *name) == NULL)
			text_add(page, name, 1);
	}
	text_put(page, ") Tj ET\n");
}

/* A name that ends in "-1200kB.pdf" is of a file that large. */
static size_t size_told(const char *name)
{
	const char *dash = strrchr(name, '-');
	char *end;
	unsigned long kilobytes = dash != NULL ? strtoul(dash + 1, &end, 10) : 0;

	return kilobytes > 0 && strncmp(end, "kB.", 3) == 0 ? kilobytes * 1000 : 0;
}

/* Comment lines, each with its number, so that a part out of its place shows. */
static void pdf_pad(struct text *pdf, size_t size)
{
	for (unsigned long i = 0; pdf->size < size; i++)
		text_print(pdf, "%% dong %lu\n", i);
}

/* PDF 1.4: catalog, page tree, page, font, page text; then the table of their places. */
static void pdf_make(struct text *pdf, const char *name)
{
	struct text page = {0};
	size_t place[PDF_OBJECTS], table;

	pdf_page(&page, name);
	text_put(pdf, "%PDF-1.4\n");
	pdf_pad(pdf, size_told(name));
	place[0] = pdf->size;
	text_put(pdf, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
	place[1] = pdf->size;
	text_put(pdf, "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
	place[2] = pdf->size;
	text_put(pdf, "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]\n"
	    "/Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>\nendobj\n");
	place[3] = pdf->size;
	text_put(pdf,
	    "4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>\n"
	    "endobj\n");
	place[4] = pdf->size;
	text_print(pdf, "5 0 obj\n<< /Length %zu >>\nstream\n%sendstream\nendobj\n",
	    page.size, page.at);
	table = pdf->size;
	text_print(pdf, "xref\n0 %d\n0000000000 65535 f \n", PDF_OBJECTS + 1);
	for (size_t i = 0; i < PDF_OBJECTS; i++)
		text_print(pdf, "%010zu 00000 n \n", place[i]);
	text_print(pdf, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
	    PDF_OBJECTS + 1, table);
	text_clear(&page);
}

static void put_number(unsigned char *at, unsigned long n)
{
	for (int i = 0; i < 4; i++)
		at[i] = (unsigned char)(n >> (24 - 8 * i));
}

static void png_chunk(struct text *png, const char *kind, const void *bytes, size_t size)
{
	unsigned char number[4];
	uLong check;

	put_number(number, size);
	text_add(png, number, 4);
	text_put(png, kind);
	text_add(png, bytes, size);
	check = crc32(0, (const unsigned char *)kind, 4);
	if (size > 0)
		check = crc32(check, bytes, (uInt)size);
	put_number(number, check);
	text_add(png, number, 4);
}

/* A slope of one colour, which the name decides. */
static void png_make(struct text *png, const char *name)
{
	static const unsigned char mark[8] = {
	    0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
	unsigned char head[13] = {[8] = 8, [9] = 2};	/* 8 bits, red green blue */
	unsigned char rows[PNG_HEIGHT * (1 + 3 * PNG_WIDTH)], packed[sizeof rows + 64];
	unsigned long long hash = hash_bytes(name, strlen(name));
	uLongf size = sizeof packed;
	size_t at = 0;

	put_number(head, PNG_WIDTH);
	put_number(head + 4, PNG_HEIGHT);
	for (unsigned y = 0; y < PNG_HEIGHT; y++) {
		rows[at++] = 0;			/* no filter */
		for (unsigned x = 0; x < 3 * PNG_WIDTH; x++)
			rows[at++] = (unsigned char)((hash >> (8 * (x % 3))) + 3 * y);
	}
	compress2(packed, &size, rows, at, 9);
	text_add(png, mark, sizeof mark);
	png_chunk(png, "IHDR", head, sizeof head);
	png_chunk(png, "IDAT", packed, size);
	png_chunk(png, "IEND", "", 0);
}

char *blob_make(const char *name, const char *mime, size_t *size)
{
	struct text blob = {0};

	if (strcmp(mime, "image/png") == 0)
		png_make(&blob, name);
	else
		pdf_make(&blob, name);
	return text_take(&blob, size);
}
