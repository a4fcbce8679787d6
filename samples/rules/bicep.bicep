// Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
// Command: acrfw generate --registry contoso --region westeurope --format bicep
// Source: ServiceTags_Public.json, cloud Public, change number 7
// SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
// Generator: acrfw 0.1.0
// Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
// Holds: Storage.WestEurope IPv4 80 IPv6 73786976294838206464
//
// Opens:
//   outbound tcp 443 AzureContainerRegistry.WestEurope for contoso.azurecr.io, azurecr.io
//   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net
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
//   outbound 200 acrfw-out-443-AzureContainerRegistry.WestEurope
//   outbound 201 acrfw-out-443-Storage.WestEurope
param networkSecurityGroupName string

resource networkSecurityGroup 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = {
  name: networkSecurityGroupName
}

resource rule1 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: networkSecurityGroup
  name: 'acrfw-out-443-AzureContainerRegistry.WestEurope'
  properties: {
    description: 'acrfw: outbound tcp 443 AzureContainerRegistry.WestEurope'
    access: 'Allow'
    direction: 'Outbound'
    priority: 200
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '443'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: 'AzureContainerRegistry.WestEurope'
  }
}

resource rule2 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: networkSecurityGroup
  name: 'acrfw-out-443-Storage.WestEurope'
  properties: {
    description: 'acrfw: outbound tcp 443 Storage.WestEurope'
    access: 'Allow'
    direction: 'Outbound'
    priority: 201
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '443'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: 'Storage.WestEurope'
  }
  dependsOn: [
    rule1
  ]
}
