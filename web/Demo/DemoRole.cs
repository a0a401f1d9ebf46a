using System.Security.Claims;

namespace Hubs.Web.Demo;

public enum DemoRole
{
    Resident,
    Receptionist,
    Clinician,
    Coordinator,
}

/// <summary>Who is acting in this request, as history records it. Real sign-in will fill the same two claims.</summary>
public sealed record Actor(DemoRole Role, string Name)
{
    public static Actor Of(ClaimsPrincipal user) =>
        Enum.TryParse<DemoRole>(user.FindFirstValue(ClaimTypes.Role), out var role)
            ? new(role, user.Identity?.Name ?? role.ToString())
            : throw new InvalidOperationException(
                "This request has no role: did it pass authentication?"
            );
}

public static class ActorOfRequest
{
    public static Actor Actor(this HttpContext request) => Demo.Actor.Of(request.User);
}
