#include "common/privacy/redact.h"

/* In companies' names beside the word that tells one from another. */
static const char *const trades[] = {
    "agency",	  "analytics",	   "and",	   "bank",	 "brothers",	"center",	"centre",
    "city",	  "clinic",	   "club",	   "college",	 "company",	"computing",	"construction",
    "consulting", "corp",	   "corporation",  "creative",	 "data",	"design",	"digital",
    "dynamics",	  "education",	   "electronics",  "energy",	 "engineering", "enterprise",	"enterprises",
    "finance",	  "financial",	   "foods",	   "foundation", "global",	"group",	"health",
    "holding",	  "holdings",	   "hotel",	   "hotels",	 "industries",	"innovations",	"institute",
    "insurance",  "international", "laboratories", "laboratory", "labs",	"law",		"legal",
    "limited",	  "logistics",	   "management",   "market",	 "marketing",	"media",	"medical",
    "motors",	  "national",	   "network",	   "networks",	 "partners",	"pharma",	"press",
    "products",	  "properties",	   "publishing",   "research",	 "resources",	"school",	"security",
    "services",	  "shop",	   "software",	   "solutions",	 "store",	"stores",	"studio",
    "studios",	  "support",	   "systems",	   "team",	 "tech",	"technologies", "technology",
    "the",	  "tools",	   "trading",	   "travel",	 "university",	"ventures",	"works",
    "world",
};

bool redact_is_trade(struct str word)
{
	for (size_t i = 0; i < sizeof(trades) / sizeof(*trades); i++)
		if (str_eq_nocase(word, str_c(trades[i])))
			return true;
	return false;
}
