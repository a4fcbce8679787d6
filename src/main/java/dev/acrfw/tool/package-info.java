/** What the launcher and the build run besides the program. */
package dev.acrfw.tool;
