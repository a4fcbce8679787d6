/** The table of formats: what each one is, and what it supports. */
package dev.acrfw.format;
