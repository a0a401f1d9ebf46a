using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Hubs.Web.Security;

/// <summary>
/// Lets in at once whoever is signed in and has a role the endpoint asks for, which is what nearly every request comes to. Anything else, every refusal included, is
/// left to the framework.
/// </summary>
public sealed class QuickRoles(IAuthorizationService authorization) : PolicyEvaluator(authorization)
{
    private static readonly Task<PolicyAuthorizationResult> Allowed = Task.FromResult(
        PolicyAuthorizationResult.Success()
    );

    public override Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy,
        AuthenticateResult authenticationResult,
        HttpContext context,
        object? resource
    )
    {
        foreach (var requirement in policy.Requirements)
            if (!IsMet(requirement, context))
                return base.AuthorizeAsync(policy, authenticationResult, context, resource);
        return Allowed;
    }

    private static bool IsMet(IAuthorizationRequirement requirement, HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true
        && requirement switch
        {
            DenyAnonymousAuthorizationRequirement => true,
            RolesAuthorizationRequirement roles => roles.AllowedRoles.Any(context.User.IsInRole),
            _ => false,
        };
}
