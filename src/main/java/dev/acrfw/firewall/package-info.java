/**
 * What a firewall that was saved to files lets through: its rules, and connections held to them.
 */
package dev.acrfw.firewall;
