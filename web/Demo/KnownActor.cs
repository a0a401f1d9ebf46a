using System.Security.Claims;
using Hubs.Model;

namespace Hubs.Web.Demo;

/// <summary>A user whose claims are read already: one who makes thousands of requests need not have them searched in each.</summary>
public sealed class KnownActor(Actor actor, ClaimsIdentity identity) : ClaimsPrincipal(identity)
{
    private readonly string role = actor.Role.ToString();

    public Actor Actor => actor;

    public override bool IsInRole(string role) => role == this.role;
}
