/**
 * The download of a file: page, transfer, cache, which hosts may be asked, and whether the result
 * is worth keeping.
 */
package dev.acrfw.fetch;
