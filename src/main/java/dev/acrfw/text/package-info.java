/** The languages that text is put into: sh, PowerShell, JSON, tables, printable ASCII. */
package dev.acrfw.text;
