package dev.acrfw.render;

/**
 * Options of the nftables format.
 *
 * @param tableFamily {@code inet} or another family of nft
 * @param tableName the name of the table that the chains and sets go into
 */
public record NftablesOptions(String tableFamily, String tableName) {
  String table() {
    return tableFamily + " " + tableName;
  }
}
