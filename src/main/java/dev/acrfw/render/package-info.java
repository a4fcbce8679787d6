/**
 * What all renderers share: how rules are installed, the header, where an output comes from. Below
 * are the families of formats, one package each, which do not know each other.
 */
package dev.acrfw.render;
