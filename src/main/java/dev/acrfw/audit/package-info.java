/** What a firewall holds against what a selection needs. */
package dev.acrfw.audit;
