/** Connections to what a selection needs, as far as they get. */
package dev.acrfw.probe;
