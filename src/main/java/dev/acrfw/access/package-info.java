/** What a purpose needs: hosts, ports, service tags, direction. */
package dev.acrfw.access;
