/**
 * The plan, made of a selection: which addresses are allowed, what that exposes, and the guards
 * against a harmful update.
 */
package dev.acrfw.rules;
