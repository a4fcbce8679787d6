/** What changed between two files. */
package dev.acrfw.diff;
