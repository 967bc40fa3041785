/*
 * places: where in a text a pattern may begin at all. One pass notes the places of
 * telling characters, numbers, long words and keywords; expressions are then tried
 * only beside the places of their kind. Not for others; redact.h is the interface.
 */
#ifndef WEIR_PLACES_H
#define WEIR_PLACES_H
#include "common/str.h"
#include "common/vec.h"

enum place {
	PLACE_AT,	/* "@" */
	PLACE_ASSIGN,	/* "=", ":" or a comma behind a quote, with a keyword of secrets in front of it */
	PLACE_EQUAL,	/* "=" */
	PLACE_COMPARED, /* "==" and "!=" */
	PLACE_QUOTED,	/* a quote behind a blank, with a keyword of secrets in front of it */
	PLACE_OPTION,	/* "--token" */
	PLACE_TOKEN,	/* "AKC" */
	PLACE_SCHEME,	/* "://" */
	PLACE_TILDE,	/* "~" */
	PLACE_BACKSLASH,
	PLACE_PAIRS,	   /* ":" or "." between hexadecimal digits or doubled */
	PLACE_ANGLE,	   /* "<@" and "<!" */
	PLACE_DIGIT,	   /* the first digit of a number */
	PLACE_HOUSE,	   /* one of up to five digits with a word behind it */
	PLACE_BEHIND_WORD, /* the same with a word in front */
	PLACE_DECIMAL,	   /* the same, with a point behind it */
	PLACE_NUMBER5,	   /* the same, with five digits or more, in groups or not */
	PLACE_NUMBER9,	   /* with nine */
	PLACE_NUMBER12,	   /* with twelve */
	PLACE_LONG,	   /* a word that is long and mixed enough to be a key */
	PLACE_TOLD,	   /* keywords, by what they announce: "password" */
	PLACE_AUTHORISATION,
	PLACE_HASHED,  /* "$2b$" */
	PLACE_LINK,    /* "/reset" */
	PLACE_COMMAND, /* "curl" */
	PLACE_BORN,
	PLACE_PAGE,	/* "linkedin.com/in/" */
	PLACE_SHARED,	/* "dropbox.com/" */
	PLACE_ARCHIVED, /* "pipermail/": a message or an author in an archive */
	PLACE_MAIL,	/* "mail" */
	PLACE_SPOKEN_AT,
	PLACE_FOREIGN_AT, /* " en ": "at" in an address */
	PLACE_BOX,	  /* "PO box" */
	PLACE_STREET,
	PLACE_LOCATIVE, /* "am ": a street without a word for one */
	PLACE_PREFECTURE,
	PLACE_HOUSE_SIGN, /* in Chinese */
	PLACE_UNIT,	  /* "suite" */
	PLACE_DWELLING,	  /* "lives at" */
	PLACE_MILITARY,	  /* "FPO" */
	PLACE_PROFILE,	  /* " /u/" */
	PLACE_MEMBER,	  /* "/users/" */
	PLACE_USER_WORD,  /* "login" */
	PLACE_REPORTED,	  /* "reporter" */
	PLACE_COMMENTED,
	PLACE_GIST,	    /* "gist.github" */
	PLACE_FORGE,	    /* "github.com" */
	PLACE_THANKED,	    /* "thank" */
	PLACE_NAMED,	    /* "cn=" */
	PLACE_HONORIFIC,    /* "様" */
	PLACE_ADDRESS,	    /* "direccion": a line with an address follows */
	PLACE_LOGIN,	    /* "identifiant" */
	PLACE_QUARTER,	    /* "caddesi": streets and quarters of Turkey, behind their names */
	PLACE_CALLED,	    /* "我是": a name in a script without capitals follows */
	PLACE_HONOUR,	    /* "先生": one stands in front */
	PLACE_SCRIPT_NAME,  /* first names of Arabic, Hebrew and Hindi */
	PLACE_EAST_FAMILY,  /* family names of Japanese */
	PLACE_HOME,	    /* "/home/" */
	PLACE_WINDOWS_HOME, /* "users\" */
	PLACE_LISTED,	    /* "rwx" */
	PLACE_MACHINE,	    /* "DESKTOP-" */
	PLACE_COMPUTER,	    /* "laptop": what it is called may follow */
	PLACE_SECURITY_ID,
	PLACE_KEY_BLOCK,
	PLACE_FINGERPRINT,
	PLACE_ID_WORD, /* words in front of numbers: "account" */
	PLACE_PHONE_WORD,
	PLACE_CARD_WORD,
	PLACES_N
};

struct places {
	struct place_list VEC_FIELDS(uint32_t) of[PLACES_N]; /* each in order */
};

/* The keywords, ready to be looked up; only read then. */
struct place_words;
struct place_words *place_words_new(void);
void place_words_free(struct place_words *table);

void places_release(struct places *places);
/* `low` is `text` in small letters. */
void places_find(struct places *places, const struct place_words *table, struct str text, struct str low);
/* Is there one of this kind in [from, to)? */
bool places_any(const struct places *places, enum place place, size_t from, size_t to);

#endif
