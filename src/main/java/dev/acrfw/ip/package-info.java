/** Address prefixes and sets of addresses: parse, union, difference, contains, fewest CIDRs. */
package dev.acrfw.ip;
