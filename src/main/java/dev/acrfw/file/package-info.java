/** Files as bytes: read from anything that is named like a file, written whole or not at all. */
package dev.acrfw.file;
