/** What commands print about files, plans and formats, for people and for programs. */
package dev.acrfw.report;
