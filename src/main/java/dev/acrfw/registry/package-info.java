/** The registry's own side: its network settings and the services that it trusts. */
package dev.acrfw.registry;
