/** Work that goes on beside the main thread. */
package dev.acrfw.concurrent;
