using System.Security.Claims;
using Hubs.Model;

namespace Hubs.Web.Demo;

public static class ActorOfRequest
{
    /// <summary>Who is acting in this request, as history records it. Real sign-in will fill the same two claims.</summary>
    public static Actor Actor(this HttpContext request) =>
        request.User is KnownActor known ? known.Actor
        : Enum.TryParse<Role>(request.User.FindFirstValue(ClaimTypes.Role), out var role)
            ? new(role, request.User.Identity?.Name ?? role.ToString())
        : throw new InvalidOperationException(
            "This request has no role: did it pass authentication?"
        );
}
