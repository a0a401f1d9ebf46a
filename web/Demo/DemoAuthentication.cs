using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Hubs.Model;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Hubs.Web.Demo;

/// <summary>
/// Stands in for sign-in: a browser acts in the role of its cookie, an API call in the role named by
/// its header. Replacing the scheme "Demo" by a real one is all the rest of the product needs.
/// </summary>
public sealed class DemoAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logging,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "Demo";
    public const string Cookie = "hubs-role";
    public const string Header = "X-Demo-Role";

    /// <summary>The roles of people; the system's own is nobody's to choose.</summary>
    public static readonly ImmutableArray<Role> People =
    [
        Role.Resident,
        Role.Receptionist,
        Role.Clinician,
        Role.Coordinator,
    ];

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var role = Request.Path.StartsWithSegments("/api")
            ? RoleFor(Request.Headers[Header], unnamed: Role.Receptionist)
            // A screen that is no browser has no cookie and names its role as an API call does.
            : RoleFor(
                Request.Cookies[Cookie]
                    ?? (Request.Path.StartsWithSegments("/boards") ? Request.Headers[Header] : ""),
                unnamed: Role.Resident
            ) ?? Role.Resident;
        return Task.FromResult(
            role is { } known
                ? AuthenticateResult.Success(Ticket(known))
                : AuthenticateResult.Fail($"{Header} names no role")
        );
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
        await Results
            .Problem(
                statusCode: StatusCodes.Status401Unauthorized,
                title: "Unknown role",
                detail: $"The header {Header} must be one of: {string.Join(", ", People).ToLowerInvariant()}."
            )
            .ExecuteAsync(Context);

    /// <summary>Null when a role is named but does not exist.</summary>
    public static Role? RoleFor(string? name, Role unnamed) =>
        string.IsNullOrEmpty(name)
            ? unnamed
            : People
                .Where(role => role.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(role => (Role?)role)
                .FirstOrDefault();

    private static readonly FrozenDictionary<Role, ClaimsPrincipal> Principals =
        People.ToFrozenDictionary(role => role, Principal);

    private static AuthenticationTicket Ticket(Role role) => new(Principals[role], SchemeName);

    private static ClaimsPrincipal Principal(Role role)
    {
        Claim[] claims =
        [
            new(ClaimTypes.Role, role.ToString()),
            new(ClaimTypes.Name, $"Demo {role.ToString().ToLowerInvariant()}"),
        ];
        return new KnownActor(new(role, claims[1].Value), new ClaimsIdentity(claims, SchemeName));
    }
}

public static class DemoRoles
{
    /// <summary>Everybody has a role, so everything not marked <see cref="ForRolesAttribute"/> is open to all four.</summary>
    public static void AddDemoRoles(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddAuthentication(DemoAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, DemoAuthentication>(
                DemoAuthentication.SchemeName,
                null
            );
        builder.Services.AddAuthorization(options =>
            options.FallbackPolicy = options.DefaultPolicy
        );
    }
}
