/** The resource type of a subscription. */
export const subscriptionType = "Microsoft.Resources/subscriptions";
/** The resource type of a resource group. */
export const groupType = "Microsoft.Resources/resourceGroups";
