/**
 * The program: what starts it.
 *
 * <p>In all packages: a value that may be absent is an {@link java.util.Optional}; nothing that is
 * passed, returned or held in a component is ever null. An absent text is empty.
 */
package dev.acrfw;
