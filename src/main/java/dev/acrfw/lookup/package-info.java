/** Which tags hold an address, what a log is full of, and what would allow it. */
package dev.acrfw.lookup;
