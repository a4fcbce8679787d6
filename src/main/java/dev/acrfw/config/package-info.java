/** The configuration file of {@code acrfw update}, as keys with the lines on which they stand. */
package dev.acrfw.config;
