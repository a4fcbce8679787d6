/** What the launcher runs besides the program. */
package dev.acrfw.tool;
