/** The resource type of a subscription. */
export const SUBSCRIPTION_TYPE = "Microsoft.Resources/subscriptions";
/** The resource type of a resource group. */
export const GROUP_TYPE = "Microsoft.Resources/resourceGroups";
