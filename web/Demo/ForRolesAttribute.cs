using Hubs.Model;
using Microsoft.AspNetCore.Authorization;

namespace Hubs.Web.Demo;

/// <summary>Only these roles may open the page or call the endpoint; anybody else gets 403 and is told how to switch.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = false)]
public sealed class ForRolesAttribute : AuthorizeAttribute
{
    public ForRolesAttribute(params Role[] roles) => Roles = string.Join(',', roles);
}
