// Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
// Command: acrfw generate --registry contoso --region westeurope --for iot-hub --for webhook:8443 --format bicep --nsg-addresses prefixes
// Source: ServiceTags_Public.json, cloud Public, change number 7
// SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
// Generator: acrfw 0.1.0
// Holds: AzureIoTHub IPv4 32 IPv6 18446744073709551616
// Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
//
// Opens:
//   outbound tcp 443,5671,8883 AzureIoTHub for *.azure-devices.net, global.azure-devices-provisioning.net: 32 IPv4 addresses, 1 IPv6 prefix
//   inbound tcp 8443 AzureContainerRegistry.WestEurope: 8 IPv4 addresses, 1 IPv6 prefix
// Warning: no --iot-region: the global tag opens its IPv4 addresses of all regions (AzureIoTHub 32); name the regions of the hub and its pair, or say --iot-region all
// Note: webhook: the endpoint must be publicly reachable and must authenticate its caller (a secret header), for any tenant's webhooks come from these addresses; a geo-replicated registry has a webhook for each replica's region, so name all of them
// Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
//
// Apply: 'az stack group create --name acrfw-nsg --resource-group GROUP --template-file FILE --parameters networkSecurityGroupName=NSG --action-on-unmanage deleteResources --deny-settings-mode none' deletes rules that are gone as well;
//        'az deployment group create --resource-group GROUP --template-file FILE --parameters networkSecurityGroupName=NSG' does not.
// Check: az network nsg rule list --resource-group GROUP --nsg-name NSG --output table
// Boot:  nothing to do; the group keeps its rules.
// Undo:  'az stack group delete --name acrfw-nsg --resource-group GROUP --action-on-unmanage deleteResources';
//        after a deployment, --format nsg-az --remove writes a script that does it.
// Outbound: a group lets everything out by its default rule, so outbound rules matter only in front of one that denies: --enforce, or your own.
//
// Priorities, which rules keep:
//   outbound 200 acrfw-out-443-5671-8883-AzureIoTHub-ipv4
//   outbound 201 acrfw-out-443-5671-8883-AzureIoTHub-ipv6
//   inbound 200 acrfw-in-8443-AzureContainerRegistry.WestEurope-ipv4
//   inbound 201 acrfw-in-8443-AzureContainerRegistry.WestEurope-ipv6
param networkSecurityGroupName string

resource networkSecurityGroup 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = {
  name: networkSecurityGroupName
}

resource rule1 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: networkSecurityGroup
  name: 'acrfw-out-443-5671-8883-AzureIoTHub-ipv4'
  properties: {
    description: 'acrfw: outbound tcp 443,5671,8883 AzureIoTHub'
    access: 'Allow'
    direction: 'Outbound'
    priority: 200
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRanges: [
      '443'
      '5671'
      '8883'
    ]
    sourceAddressPrefix: '*'
    destinationAddressPrefixes: [
      '203.0.113.64/27'
    ]
  }
}

resource rule2 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: networkSecurityGroup
  name: 'acrfw-out-443-5671-8883-AzureIoTHub-ipv6'
  properties: {
    description: 'acrfw: outbound tcp 443,5671,8883 AzureIoTHub'
    access: 'Allow'
    direction: 'Outbound'
    priority: 201
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRanges: [
      '443'
      '5671'
      '8883'
    ]
    sourceAddressPrefix: '*'
    destinationAddressPrefixes: [
      '2001:db8:4::/64'
    ]
  }
  dependsOn: [
    rule1
  ]
}

resource rule3 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: networkSecurityGroup
  name: 'acrfw-in-8443-AzureContainerRegistry.WestEurope-ipv4'
  properties: {
    description: 'acrfw: inbound tcp 8443 AzureContainerRegistry.WestEurope'
    access: 'Allow'
    direction: 'Inbound'
    priority: 200
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '8443'
    destinationAddressPrefix: '*'
    sourceAddressPrefixes: [
      '192.0.2.0/29'
    ]
  }
  dependsOn: [
    rule2
  ]
}

resource rule4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: networkSecurityGroup
  name: 'acrfw-in-8443-AzureContainerRegistry.WestEurope-ipv6'
  properties: {
    description: 'acrfw: inbound tcp 8443 AzureContainerRegistry.WestEurope'
    access: 'Allow'
    direction: 'Inbound'
    priority: 201
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '8443'
    destinationAddressPrefix: '*'
    sourceAddressPrefixes: [
      '2001:db8:0:1::/64'
    ]
  }
  dependsOn: [
    rule3
  ]
}
