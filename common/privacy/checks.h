/*
 * checks: check digits and other rules that tell a number of a kind from any
 * other. All take the characters without separators.
 */
#ifndef WEIR_CHECKS_H
#define WEIR_CHECKS_H
#include "common/str.h"

bool check_luhn(struct str digits);
/* Upper case; the length of its country and the remainder. */
/* Of its country; 0: there is none. */
size_t check_iban_length(struct str iban);
bool check_iban(struct str iban);
bool check_card(struct str digits);
/* AAAGGSSSS: not one that was never given out. */
bool check_ssn(struct str digits);
/* A national number of any country that has check digits in that length; the name of the rule or NULL. */
const char *check_national(struct str digits);
/* The same with letters in it (upper case). */
const char *check_national_mixed(struct str text);
bool check_vin(struct str text);
/* Bytes of a dotted address. */
bool check_ipv4(struct str text, uint8_t bytes[4]);
/* International calling code at the start of the digits: its length, or 0. */
size_t check_calling_code(struct str digits);

#endif
